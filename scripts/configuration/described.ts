import { z } from 'zod';
import { settingsSchema, type Settings } from './settings.js';

interface SettingSchema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What a setting may be, for help and documentation. */
export interface DescribedSetting {
  readonly description: string;
  /** Its value where nothing is set; undefined where there is none. */
  readonly standard: string | undefined;
  /** Of a closed set. */
  readonly choices: readonly string[];
  /** `1 to 600` */
  readonly bounds: string | undefined;
}

/** Defaults that depend on the machine. */
const standardWords: Readonly<Record<string, string>> = { zone: 'that of the machine' };

const { properties = {} } = z.toJSONSchema(settingsSchema, { io: 'input' });
const standards: Readonly<Record<string, unknown>> = settingsSchema.parse({});

const standardOf = (name: string): string | undefined => {
  const value = standardWords[name] ?? standards[name];
  return value === undefined ? undefined : JSON.stringify(value).replaceAll('"', '');
};

export function describedSetting(name: keyof Settings): DescribedSetting {
  const { description = '', minimum, maximum, ...schema } = properties[name] as SettingSchema;
  return {
    description,
    standard: standardOf(name),
    choices: schema.enum ?? [],
    bounds: minimum === undefined || maximum === undefined ? undefined : `${minimum} to ${maximum}`,
  };
}

/** Whether what is said of a default names no value but where it is from. */
export const isFromMachine = (name: string): boolean => Object.hasOwn(standardWords, name);

/** A setting's default, choices and variable, in brackets behind its description. */
export function notesOn(name: keyof Settings, variable: string): string {
  const { standard, choices, bounds } = describedSetting(name);
  return [
    ...(choices.length > 0 ? [`one of ${choices.join(', ')}`] : []),
    ...(bounds === undefined ? [] : [bounds]),
    ...(standard === undefined ? [] : [`default: ${standard}`]),
    variable,
  ].join('; ');
}
