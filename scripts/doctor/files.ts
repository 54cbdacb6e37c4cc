import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { findDamage } from '../../adapters/sqlite/damage/index.js';
import { cityFiles, type CityFile } from '../system/city-files.js';
import type { EngineChoice } from '../system/engines/index.js';
import { fault, ok, type Finding } from './findings.js';

const mebibyte = 1024 ** 2;
const mostNamed = 3;

/** Whether the pages of each file are whole; a server looks after its own. */
export const checkFiles = (choice: EngineChoice): readonly Finding[] =>
  cityFiles(choice)
    .filter(({ path }) => existsSync(path))
    .map(checkPages);

function checkPages({ path, advice }: CityFile): Finding {
  const check = `file ${basename(path)}`;
  const faults = damageIn(path);
  return faults.length === 0
    ? ok(check, `${(statSync(path).size / mebibyte).toFixed(1)} MiB, every page whole`)
    : fault(check, `damaged: ${faults.slice(0, mostNamed).join('; ')}`, advice);
}

function damageIn(path: string): readonly string[] {
  try {
    return findDamage(path);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
