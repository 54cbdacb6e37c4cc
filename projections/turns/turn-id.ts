import type { Authority } from '../../domain/kernel/authority.js';

/** Offices of two authorities may have one code. */
export const turnId = (authority: Authority, turn: string): string => `${authority}/${turn}`;
