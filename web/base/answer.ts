/** What is wrong with one field of a form: the address of its input, and words. */
export interface FieldError {
  /** `#id` of the input. */
  readonly href: string;
  readonly text: string;
}

export interface PageAnswer {
  readonly kind: 'page';
  readonly status: number;
  /** Below `web/templates`, without its ending. */
  readonly template: string;
  readonly title: string;
  readonly errors: readonly FieldError[];
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RedirectAnswer {
  readonly kind: 'redirect';
  /** Path within this site. */
  readonly to: string;
  /** Whom the browser acts as from now on; null for nobody. */
  readonly actAs?: string | null;
}

/** What a page's handler answers; only `serve.ts` knows how that becomes HTTP. */
export type Answer = PageAnswer | RedirectAnswer;

type Rest = Partial<Pick<PageAnswer, 'status' | 'errors'>>;

/** A page; with errors it is a 422 unless told otherwise. */
export const page = (
  template: string,
  title: string,
  data: PageAnswer['data'],
  { errors = [], status = errors.length === 0 ? 200 : 422 }: Rest = {},
): PageAnswer => ({ kind: 'page', template, title, data, errors, status });

/** To another page, with GET. */
export const redirect = (to: string): RedirectAnswer => ({ kind: 'redirect', to });
