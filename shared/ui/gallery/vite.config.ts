import { defineConfig } from 'vite';

/** The gallery, for looking at components: `npx vite shared/ui/gallery`. Built only by shoot.ts, never shipped. */
export default defineConfig({
  base: './',
  build: { target: 'esnext', outDir: '../../../.cache/gallery', emptyOutDir: true, reportCompressedSize: false },
});
