import { expect } from 'chai';

/** One form of a page: where it goes and what it would send if nothing were changed. */
export interface Form {
  readonly action: string;
  readonly method: string;
  readonly values: readonly (readonly [string, string])[];
  /** Names and values of its buttons, radio buttons, checkboxes and choices. */
  readonly choices: readonly (readonly [string, string])[];
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);

const attribute = (tag: string, name: string): string | undefined => {
  const match = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag);
  return match === null ? undefined : unescaped(match[1] ?? '');
};

type Pair = readonly [string, string];

/** What a form would send, and what it could. */
type Fields = Pick<Form, 'values' | 'choices'>;

const value = (tag: string): string => attribute(tag, 'value') ?? '';
const has = (tag: string, name: string): boolean => attribute(tag, name) !== undefined;

function inputsOf(html: string): Fields {
  const tags = [...html.matchAll(/<(?:input|button)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => has(tag, 'name'));
  const isChoice = (tag: string): boolean => /^<button|type="(?:radio|checkbox)"/.test(tag);
  const pair = (tag: string): Pair => [attribute(tag, 'name') ?? '', value(tag)];
  return {
    values: tags.filter((tag) => !isChoice(tag) || has(tag, 'checked')).map(pair),
    choices: tags.filter(isChoice).map(pair),
  };
}

const textsOf = (html: string): readonly Pair[] =>
  [...html.matchAll(/(<textarea[^>]*>)([^<]*)<\/textarea>/g)].map(([, open = '', text = '']) => [
    attribute(open, 'name') ?? '',
    unescaped(text),
  ]);

function selectsOf(html: string): Fields {
  const options = [...html.matchAll(/(<select[^>]*>)(.*?)<\/select>/gs)].flatMap(
    ([, open = '', inner = '']) =>
      [...inner.matchAll(/<option[^>]*>/g)].map(([tag]) => ({
        tag,
        pair: [attribute(open, 'name') ?? '', value(tag)] as const,
      })),
  );
  return {
    values: options.filter(({ tag }) => has(tag, 'selected')).map(({ pair }) => pair),
    choices: options.map(({ pair }) => pair),
  };
}

function formOf(html: string, page: string): Form {
  const [head = ''] = /^<form[^>]*>/.exec(html) ?? [];
  const [inputs, selects] = [inputsOf(html), selectsOf(html)];
  return {
    action: attribute(head, 'action') ?? page,
    method: attribute(head, 'method') ?? 'get',
    values: [...inputs.values, ...textsOf(html), ...selects.values],
    choices: [...inputs.choices, ...selects.choices],
  };
}

/** A page as a person without scripts sees it. */
export interface Seen {
  readonly status: number;
  readonly path: string;
  readonly html: string;
  /** Words of the page, without tags. */
  readonly text: string;
  readonly title: string;
  readonly headers: Headers;
  readonly forms: readonly Form[];
  /** Texts of the error summary. */
  readonly errors: readonly string[];
}

const words = (html: string): string =>
  unescaped(html.replaceAll(/<(style|script)[^>]*>.*?<\/\1>/gs, '').replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();

function seen(response: Response, html: string, path: string): Seen {
  const summary = /<div class="govuk-error-summary".*?<\/ul>/s.exec(html)?.[0] ?? '';
  return {
    status: response.status,
    path,
    html,
    text: words(html),
    title: words(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? ''),
    headers: response.headers,
    forms: [...html.matchAll(/<form\b.*?<\/form>/gs)].map(([form]) => formOf(form, path)),
    errors: [...summary.matchAll(/<a[^>]*>(.*?)<\/a>/gs)].map(([, text = '']) => words(text)),
  };
}

export type Values = Readonly<Record<string, string | readonly string[]>>;

/** A browser without scripts: keeps cookies, follows redirects, sends forms as they stand. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly site: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async request(path: string, init: RequestInit = {}): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.site + path, {
      ...init,
      redirect: 'manual',
      headers: { ...this.headers, cookie, ...(init.headers as Record<string, string>) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return seen(response, await response.text(), path);
    await response.body?.cancel();
    return this.request(location);
  }

  go(path: string): Promise<Seen> {
    return this.request(path);
  }

  /** Sends a form with some values changed; `undefined` for a form that the page must have. */
  send(form: Form | undefined, changes: Values = {}): Promise<Seen> {
    expect(form, 'the page has this form').to.not.equal(undefined);
    const { action, method, values } = form!;
    const kept = values.filter(([name]) => !(name in changes));
    const changed = Object.entries(changes).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, one] as const),
    );
    const body = new URLSearchParams([...kept, ...changed] as [string, string][]);
    if (method === 'get') return this.request(`${action}?${body.toString()}`);
    return this.request(action, {
      method: 'POST',
      body: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  /** Sends the page's last form that posts. */
  submit(page: Seen, changes: Values = {}): Promise<Seen> {
    return this.send(
      page.forms.findLast(({ method }) => method === 'post'),
      changes,
    );
  }

  async actAs(persona: string): Promise<Seen> {
    const page = await this.go('/act-as');
    const form = page.forms.find(({ values }) =>
      values.some(([name, value]) => name === 'persona' && value === persona),
    );
    return this.send(form);
  }
}
