import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import type { Language } from '../../web/base/language.js';
import { accessibilityFaults, fitsWidth } from '../browser.js';

const desk = { width: 1200, height: 900 };
const telephone = { width: 360, height: 740 };

/** Somebody at a browser, who looks at every page they come to as axe does, at a desk and on a telephone. */
export class Visitor {
  /** Addresses that were looked at, without what stands after `?`. */
  readonly visited: string[] = [];

  constructor(
    readonly page: Page,
    private readonly city: string,
    private readonly language: Language,
    /** axe is a script; in a browser that runs none, pages are only read. */
    private readonly scripts = true,
  ) {}

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.city}${path}`);
    await this.look();
  }

  /** Follows a link or presses a button that leads to another page. */
  async press(target: Locator): Promise<void> {
    await target.click();
    await this.page.waitForLoadState();
    await this.look();
  }

  async actAs(persona: string): Promise<void> {
    await this.open('/act-as');
    await this.press(this.page.locator(`form:has(input[value="${persona}"]) button`));
  }

  /** Sends the form of a page that asks something. */
  async send(): Promise<void> {
    await this.press(this.main.locator('form[method="post"] button').first());
  }

  get main(): Locator {
    return this.page.locator('main');
  }

  /** The words of the page, as they are read. */
  async words(): Promise<string> {
    return (await this.main.innerText()).replaceAll(/\s+/g, ' ');
  }

  private async look(): Promise<void> {
    const path = new URL(this.page.url()).pathname;
    this.visited.push(path);
    expect(await this.page.locator('html').getAttribute('lang'), path).to.equal(this.language);
    expect(await this.page.locator('h1').count(), `${path}: headings`).to.equal(1);
    if (!this.scripts) return;
    expect(await accessibilityFaults(this.page), path).to.deep.equal([]);
    await this.page.setViewportSize(telephone);
    expect(await fitsWidth(this.page), `${path}: fits a telephone`).to.equal(true);
    await this.page.setViewportSize(desk);
  }
}
