import { expect } from 'chai';
import { compileTemplate, RowFault, type Filling, type RowView } from './fill.js';
import { MappingError } from './mapping-error.js';
import { templateSchema } from './template.js';

const filling = (): Filling => ({
  reading: { zone: 'UTC', format: 'iso' },
  names: { columns: new Set(), usesRules: false },
});

const view = (cells: Readonly<Record<string, string>>, remembered = {}): RowView => ({
  cell: (column) => cells[column],
  cells: () => ({ a: null, b: null, ...cells }),
  remembered,
});

const fill = (template: unknown, row: RowView) =>
  compileTemplate(templateSchema.parse(template), filling())(row);

describe('templates of a mapping', () => {
  it('leave JSON as it stands', () => {
    const body = { action: 'send', list: [1, true, null, 'x'], input: {} };
    expect(fill(body, view({}))).to.deep.equal(body);
  });

  it('fill in columns, and leave out what has no value', () => {
    const template = {
      x: { column: 'a', as: 'integer' },
      y: { column: 'b' },
      z: [{ column: 'b' }],
    };
    expect(fill(template, view({ a: '7' }))).to.deep.equal({ x: 7, z: [] });
  });

  it('work out rules over the row and what is remembered', () => {
    const template = { rule: 'if row.a = null then remembered.n else "b" + row.a' };
    expect(fill(template, view({}, { n: 3 }))).to.equal(3);
    expect(fill(template, view({ a: '1' }, { n: null }))).to.equal('b1');
  });

  it('take over what an earlier row left behind', () => {
    expect(fill({ v: { remembered: 'n' } }, view({}, { n: 3 }))).to.deep.equal({ v: 3 });
  });

  it('leave a part out where a column is blank', () => {
    const template = { point: { whenPresent: ['a', 'b'], then: [{ column: 'a' }] } };
    expect(fill(template, view({ a: '1' }))).to.deep.equal({});
    expect(fill(template, view({ a: '1', b: '2' }))).to.deep.equal({ point: ['1'] });
  });

  it('carry JSON that looks like a template', () => {
    expect(fill({ literal: { column: 1 } }, view({}))).to.deep.equal({ column: 1 });
  });

  it('tell which columns they need', () => {
    const needs = filling();
    compileTemplate(
      templateSchema.parse({
        a: { column: 'x' },
        b: { whenPresent: ['y'], then: { column: 'z' } },
      }),
      needs,
    );
    expect([...needs.names.columns]).to.have.members(['x', 'y', 'z']);
  });

  it('fault a row that lacks a required column', () => {
    expect(() => fill({ column: 'a', required: true }, view({}))).to.throw(
      RowFault,
      'Column "a" has no value',
    );
  });

  it('fault a row whose column can not be converted, and say which', () => {
    expect(() => fill({ column: 'a', as: 'integer' }, view({ a: 'x' }))).to.throw(
      RowFault,
      'Column "a": Not a number: x',
    );
  });

  it('fault a row for which a rule fails', () => {
    expect(() => fill({ rule: 'row.a + 1' }, view({ a: 'x' }))).to.throw(RowFault);
  });

  it('refuse a rule that names what is not there', () => {
    expect(() => fill({ rule: 'now()' }, view({}))).to.throw(MappingError);
    expect(() => fill({ rule: 'later.a' }, view({}))).to.throw(MappingError);
  });

  it('refuse unknown options, and say where', () => {
    const parsed = templateSchema.safeParse({ input: { a: { column: 'x', as: 'money' } } });
    expect(parsed.error?.issues[0]?.path).to.deep.equal(['input', 'a', 'as']);
  });
});
