import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { root } from '../../scripts/root.js';
import { languages, readMessages, sayer, type Language } from '../../web/base/language.js';
import { chromiumPath, launchBrowser } from '../browser.js';
import { shippedDefinition } from '../samples/shipped.js';
import { startCity, type RunningCity } from './running-city.js';
import { Visitor } from './visitor.js';

const words = {
  en: {
    problem: 'Nobody has emptied the bins on Ghat Road since Monday.',
    done: 'Both bins were emptied and the place was swept.',
    again: 'Only one of the two bins was emptied.',
  },
  hi: {
    problem: 'घाट मार्ग के कूड़ेदान सोमवार से ख़ाली नहीं हुए।',
    done: 'दोनों कूड़ेदान ख़ाली किए गए और जगह साफ़ की गई।',
    again: 'केवल एक कूड़ेदान ख़ाली हुआ।',
  },
} as const;

const messages = readMessages(root);
const complaint = shippedDefinition('complaint');
const fine = shippedDefinition('traffic-fine');

const mostPages = 10;

type Definition = typeof complaint;

const stateTitle = (definition: Definition, code: string, language: Language): string =>
  definition.workflow.states.find((state) => state.code === code)?.title[language] ?? code;

/** Goes through the questions of an application; answers those that are told. */
async function report(
  visitor: Visitor,
  problem: string,
  who: 'person' | 'anonymous' = 'person',
): Promise<string> {
  const { main, page } = visitor;
  await visitor.open('/apply/complaint');
  await visitor.send();
  await main.locator('input[value="overflowing-bin"]').check();
  await visitor.send();
  await main.locator('textarea').first().fill(problem);
  await main.locator('input[value="none"]').check();
  await visitor.send();
  for (let pages = 0; !page.url().endsWith('/check'); pages++) {
    expect(pages, page.url()).to.be.below(mostPages);
    const ward = main.locator('input[value="ward-3"]');
    if ((await ward.count()) > 0) await ward.check();
    const kind = main.locator(`input[value="${who}"]`);
    if ((await kind.count()) > 0) await kind.check();
    await visitor.send();
  }
  await visitor.send();
  const link = main.locator('a[href^="/cases/"], a[href^="/track/"]').first();
  return (await link.getAttribute('href')) ?? '';
}

/** What the first `<time>` below the heading of the history says; the history begins with the newest. */
const firstStep = (visitor: Visitor) =>
  visitor.main.locator('ol time').last().getAttribute('datetime');

/** Day, month and year in the city's zone. */
const dateParts = (at: string): readonly string[] =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' })
    .format(new Date(at))
    .split('-')
    .reverse();

describe('the five-minute path in Chromium', function () {
  this.timeout(120_000);
  let browser: Browser;

  before(async function () {
    const path = chromiumPath();
    if (path === undefined) return this.skip();
    browser = await launchBrowser(path);
  });

  // Absent when the browser was not found.
  after(async () => (browser as Browser | undefined)?.close());

  for (const language of languages)
    describe(`in ${language === 'en' ? 'English' : 'Hindi'}, every page clean by axe`, () => {
      const t = sayer(messages[language]);
      const say = words[language];
      let city: RunningCity;
      let visitor: Visitor;
      let address = '';
      let fineAddress = '';

      before(async () => {
        city = await startCity('--sample');
        const context = await browser.newContext();
        visitor = new Visitor(await context.newPage(), city.url, language);
        await visitor.open(`/?lang=${language}`);
      });

      after(() => city.stop());

      it('a citizen reports a problem', async () => {
        await visitor.actAs('lakshmi');
        await visitor.open('/services');
        address = await report(visitor, say.problem);
        await visitor.open(address);
        expect(await visitor.words()).to.include(say.problem);
      });

      it('a citizen finds her fine, which is not doubled yet', async () => {
        await visitor.open('/cases');
        const link = visitor.main.locator(`tr:has-text("${fine.title[language] ?? ''}") a`).first();
        fineAddress = (await link.getAttribute('href')) ?? '';
        await visitor.press(link);
        expect(await fineTotal(visitor)).to.be.greaterThan(0);
      });

      it('a clerk finds it in the queue and assigns it', async () => {
        await visitor.actAs('joseph');
        await visitor.press(visitor.main.locator(`a[href="${address}"]`).first());
        await visitor.press(visitor.main.locator(`a[href="${address}/act/assign"]`));
        await visitor.send();
        expect(await visitor.words()).to.include(stateTitle(complaint, 'in-progress', language));
      });

      it('two working days later it is overdue and escalated', async () => {
        await visitor.open('/clock');
        await visitor.press(visitor.page.locator('button[value="two-working-days"]'));
        expect(await visitor.main.locator(`a[href="${address}"]`).count()).to.be.greaterThan(0);
        await visitor.open(address);
        const shown = await visitor.main.locator('.charter-tags').innerText();
        expect(shown).to.include(t('case.overdue'));
        expect(shown).to.include(t('case.escalated', { level: 1 }));
      });

      it('the supervisor sees it in the overview and in her own work', async () => {
        await visitor.actAs('meera');
        await visitor.open('/overview');
        await visitor.open('/queue?tab=mine');
        expect(await visitor.main.locator(`a[href="${address}"]`).count()).to.equal(1);
      });

      it('the supervisor resolves it, for it is with her now', async () => {
        await visitor.open(address);
        await visitor.press(visitor.main.locator(`a[href="${address}/act/resolve-as-supervisor"]`));
        await visitor.main.locator('textarea').first().fill(say.done);
        await visitor.main.locator('input[value="cleaned"]').check();
        await visitor.send();
        expect(await visitor.words()).to.include(stateTitle(complaint, 'resolved', language));
      });

      it('the citizen reopens it', async () => {
        await visitor.actAs('lakshmi');
        await visitor.open(address);
        expect(await visitor.words()).to.include(say.done);
        await visitor.press(visitor.main.locator(`a[href="${address}/act/reopen"]`));
        await visitor.main.locator('textarea').first().fill(say.again);
        await visitor.send();
        expect(await visitor.words()).to.include(say.again);
        // It had run late; its limit begins anew.
        const tags = await visitor.main.locator('.charter-tags').innerText();
        expect(tags).not.to.include(t('case.overdue'));
      });

      it('the commissioner compares the services', async () => {
        await visitor.actAs('arjun');
        await visitor.open('/overview');
        const rows = visitor.main.locator('table').first().locator('tbody tr');
        expect(await rows.count()).to.be.above(7);
        await visitor.press(visitor.main.locator('table a').first());
        await visitor.actAs('lakshmi');
      });

      it('the 60th day of the fine has passed: it is doubled by the rule', async () => {
        await visitor.open(fineAddress);
        const single = await fineTotal(visitor);
        await visitor.open('/clock');
        await visitor.press(visitor.page.locator('button[value="week"]'));
        await visitor.open(fineAddress);
        const now = await fineTotal(visitor);
        expect(now).to.equal(2 * single);
        const recorded = (await firstStep(visitor)) ?? '';
        await lookBack(visitor, fineAddress, recorded);
        expect(now).to.equal(2 * (await fineTotal(visitor)));
      });

      it('shows the fine as it stood on the day that it was recorded', async () => {
        const shown = await visitor.words();
        expect(shown).to.include(t('asOf.banner'));
        expect(await visitor.main.locator('ol time').count()).to.equal(1);
        expect(await visitor.main.locator('form[method="post"]').count()).to.equal(0);
      });

      it('goes without script: somebody without a name reports a problem and follows it', async () => {
        const context = await browser.newContext({ javaScriptEnabled: false });
        const stranger = new Visitor(await context.newPage(), city.url, language, false);
        await stranger.open(`/?lang=${language}`);
        await stranger.open('/services');
        const followed = await report(stranger, say.problem, 'anonymous');
        expect(followed).to.match(/^\/track\//);
        await stranger.open(followed);
        const received = complaint.workflow.states.find(({ code }) => code === 'received');
        expect(await stranger.words()).to.include(received?.publicStatus?.[language]);
      });
    });
});

/** The fine itself as the case page shows it, in minor units. */
async function fineTotal(visitor: Visitor): Promise<number> {
  const rows = await visitor.main.locator('dl > div').allInnerTexts();
  const [, amount] =
    rows.map((row) => /₹\s?([\d,]+\.\d\d)/.exec(row)).find((match) => match !== null) ?? [];
  return Math.round(Number((amount ?? 'NaN').replaceAll(',', '')) * 100);
}

/** Asks for a case as it stood at the end of a day. */
async function lookBack(visitor: Visitor, address: string, at: string): Promise<void> {
  const [day = '', month = '', year = ''] = dateParts(at);
  const form = visitor.main.locator(`form[action="${address}"]`);
  await form.locator('[name="on-day"]').fill(day);
  await form.locator('[name="on-month"]').fill(month);
  await form.locator('[name="on-year"]').fill(year);
  await visitor.press(form.locator('button'));
}
