// @ts-check
/**
 * What Slidev's own code imports and no build of ours uses: half of all that it loads, 0.9 s of a build. `scripts/cli/launch.mjs` puts these
 * texts in place of the packages, and stops when Slidev no longer imports one of them. In JavaScript, because the launcher runs without a
 * compiler.
 */

/** The text of the module that stands in for each package. */
export const leftOut = new Map([
  ['@vitejs/plugin-vue-jsx', `export default () => ({
    name: 'briefing:no-jsx',
    transform: { filter: { id: /\\.[jt]sx$/ }, handler() { this.error('JSX is left out of builds. Write it as a template, or take @vitejs/plugin-vue-jsx out of slidev/left-out.mjs.') } },
  })`],
  ['@modelcontextprotocol/node', 'export const NodeStreamableHTTPServerTransport = undefined'],
  ['@modelcontextprotocol/server', 'export const McpServer = undefined'],
])
