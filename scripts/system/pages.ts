import type { Router } from 'express';
import type { Application } from '../../commands/index.js';
import type { Clock } from '../../commands/ports/clock.js';
import type { Logger } from '../../commands/ports/logger.js';
import type { Reads } from '../../http/reads.js';
import { createPages } from '../../web/pages.js';
import type { City, WebParts } from '../../web/parts.js';
import type { Settings } from '../configuration/settings.js';
import { pagesSecret } from '../keys.js';
import { root } from '../root.js';

export interface PagesOptions {
  readonly settings: Settings;
  readonly commands: Application;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly logger: Logger;
  /** In the sample city only. */
  readonly sample?: Required<Pick<WebParts, 'city' | 'people' | 'sample'>>;
}

const cityOf = ({ title, authority, zone }: Settings): City => ({
  title: { en: title },
  authority,
  zone,
});

/** The pages over the parts of a running city. */
export async function openPages(options: PagesOptions): Promise<Router> {
  const { settings, commands, reads, clock, logger, sample } = options;
  return createPages({
    root,
    commands,
    reads,
    clock,
    logger,
    secret: await pagesSecret(settings.data),
    secure: settings.secureCookies === 'yes',
    ...(sample ?? { city: cityOf(settings) }),
  });
}
