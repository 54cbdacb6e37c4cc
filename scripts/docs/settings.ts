import { z } from 'zod';
import { environmentNames, isSecret, settingsSchema } from '../configuration/settings.js';
import { code, table } from './table.js';

interface SettingSchema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Defaults that depend on the machine. */
const defaultWords: Readonly<Record<string, string>> = { zone: 'that of the machine' };

const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function flagOf(name: string): string {
  if (isSecret(name)) return 'none';
  return name === 'sample' ? '`--sample`, `--empty`' : code(`--${dashed(name)}`);
}

function boundsOf({ enum: values, minimum, maximum }: SettingSchema): string {
  if (values !== undefined) return values.map(code).join(', ');
  return minimum === undefined || maximum === undefined ? '' : `${minimum} to ${maximum}`;
}

const defaults: Readonly<Record<string, unknown>> = settingsSchema.parse({});

function defaultOf(name: string): string {
  const words = defaultWords[name];
  if (words !== undefined) return words;
  const value = defaults[name];
  return value === undefined ? 'none' : code(JSON.stringify(value).replaceAll('"', ''));
}

/** Every setting with its bounds and default. */
export function settingsTable(): string {
  const { properties = {} } = z.toJSONSchema(settingsSchema, { io: 'input' });
  const rows = Object.entries(environmentNames).map(([name, variable]) => {
    const schema = properties[name] as SettingSchema;
    const { description = '' } = schema;
    return [code(variable), flagOf(name), defaultOf(name), boundsOf(schema), description];
  });
  return table(['environment', 'flag', 'default', 'allowed', 'meaning'], rows);
}
