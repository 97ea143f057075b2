// @ts-check
/**
 * Packages that Slidev's command line code imports and our builds do not use. `scripts/cli/launch.mjs` puts these texts in their place. In
 * JavaScript, because the launcher runs without a compiler.
 */

/** The text of the module that replaces each package. */
export const leftOut = new Map([
  ['@vitejs/plugin-vue-jsx', `export default () => ({
    name: 'briefing:no-jsx',
    transform: { filter: { id: /\\.[jt]sx$/ }, handler() { this.error('JSX is left out of builds. Write it as a template, or take @vitejs/plugin-vue-jsx out of slidev/left-out.mjs.') } },
  })`],
  ['@modelcontextprotocol/node', 'export const NodeStreamableHTTPServerTransport = undefined'],
  ['@modelcontextprotocol/server', 'export const McpServer = undefined'],
])
