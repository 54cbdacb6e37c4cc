import { describedSetting, isFromMachine } from '../configuration/described.js';
import { environmentNames, isSecret, type Settings } from '../configuration/settings.js';
import { code, table } from './table.js';

const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function flagOf(name: string): string {
  if (isSecret(name)) return 'none';
  return name === 'sample' ? '`--sample`, `--empty`' : code(`--${dashed(name)}`);
}

function defaultOf(name: keyof Settings): string {
  const { standard = 'none' } = describedSetting(name);
  return standard === 'none' || isFromMachine(name) ? standard : code(standard);
}

/** Every setting with its bounds and default. */
export function settingsTable(): string {
  const rows = Object.entries(environmentNames).map(([key, variable]) => {
    const name = key as keyof Settings;
    const { description, choices, bounds = '' } = describedSetting(name);
    const allowed = choices.length > 0 ? choices.map(code).join(', ') : bounds;
    return [code(variable), flagOf(name), defaultOf(name), allowed, description];
  });
  return table(['environment', 'flag', 'default', 'allowed', 'meaning'], rows);
}
