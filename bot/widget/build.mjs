// Builds dist/widget.js: one classic script with everything in it.
// Usage: npm ci && npm run build
import { readFile } from "node:fs/promises";
import { build, transform } from "esbuild";
import { parse } from "yaml";

const BROWSERS = ["chrome100", "firefox101", "safari16.4"]; // the first with constructable style sheets

/** Style sheets become text, for constructable style sheets: a strict CSP blocks style elements. */
const styles = {
  name: "styles",
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
        target: BROWSERS,
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const sentences = {
  name: "sentences",
  setup(bundle) {
    bundle.onLoad({ filter: /\.yml$/ }, async ({ path }) => ({
      contents: JSON.stringify(parse(await readFile(path, "utf8"))),
      loader: "json",
    }));
  },
};

await build({
  entryPoints: ["src/main.ts"],
  outfile: "dist/widget.js",
  bundle: true,
  format: "iife",
  minify: true,
  target: BROWSERS,
  legalComments: "eof",
  plugins: [styles, sentences],
  banner: { js: "/* Kanaalcheck, EUPL-1.2; holds Lit, BSD-3-Clause */" },
  logLevel: "info",
});
