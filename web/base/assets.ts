import { join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';

const day = 86_400_000;

/** Style sheet, icon and fonts of the pages; nothing else of the disk. */
export function assetsRouter(root: string): Router {
  const folder = (...path: readonly string[]): RequestHandler =>
    express.static(join(root, ...path), { maxAge: day, index: false, redirect: false });
  const router = Router();
  for (const font of ['noto-sans', 'noto-sans-devanagari'])
    router.use(`/fonts/${font}/files`, folder('node_modules', '@fontsource', font, 'files'));
  router.use(folder('dist', 'web', 'assets'));
  router.use(folder('web', 'assets'));
  return router;
}
