/**
 * Makes the Content-Security-Policy of the site, as strict as the deck allows, and the files that make common hosts send it. It allows inline scripts
 * and styles by their hashes (CSP Level 3, 8.3), and nothing from another host.
 */
import { createHash } from 'node:crypto'

/**
 * The policy for all pages of the deck together.
 * @param pages their HTML
 * @param insertedStyles texts of style elements that the running deck inserts
 */
export function policyOf(pages: readonly string[], insertedStyles: readonly string[]): string {
  const inline = (pattern: RegExp): string[] => pages.flatMap(page => Array.from(page.matchAll(pattern), ([, text = '']) => text))
  return policy({
    'script-src': ['\'self\'', ...hashes(inline(/<script>([\s\S]*?)<\/script>/g))],
    'style-src': ['\'self\'', ...hashes([...inline(/<style>([\s\S]*?)<\/style>/g), ...insertedStyles])],
    // Icons are masks in the style sheet.
    'img-src': ['\'self\'', 'data:'],
    'font-src': ['\'self\''],
    'connect-src': ['\'self\''],
    'worker-src': ['\'self\''],
    // Vue makes elements of its compiled templates; `briefing` is for the service worker's address.
    'require-trusted-types-for': ['\'script\''],
    'trusted-types': ['vue', 'briefing'],
  })
}

/** The policy of a page without scripts. */
export function readingPolicy(css: string): string {
  return policy({ 'style-src': hashes([css]), 'img-src': ['\'self\''], 'font-src': ['\'self\''] })
}

function policy(allowed: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries({ 'default-src': ['\'none\''], ...allowed, 'base-uri': ['\'none\''], 'form-action': ['\'none\''] })
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ')
}

function hashes(texts: readonly string[]): string[] {
  return Array.from(new Set(texts), text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
}

/** Header files by name: for Netlify and Cloudflare, for Apache, and to include in nginx's `server`. */
export function headerFiles(base: string, policy: string): Record<string, string> {
  const headers: readonly (readonly [name: string, value: string])[] = [
    // Only a header can forbid frames, not the page itself.
    ['Content-Security-Policy', `${policy}; frame-ancestors 'none'`],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
  ]
  const everyVisit = 'no-cache'
  const forGood = 'public, max-age=31536000, immutable'
  const lines = (line: (name: string, value: string) => string): string => headers.map(([name, value]) => line(name, value)).join('\n')
  return {
    '_headers': `${base}*
${lines((name, value) => `  ${name}: ${value}`)}
  Cache-Control: ${everyVisit}
${base}assets/*
  ! Cache-Control
  Cache-Control: ${forGood}
`,
    '.htaccess': `ErrorDocument 404 ${base}404.html
<IfModule mod_headers.c>
${lines((name, value) => `  Header always set ${name} "${value}"`)}
  Header set Cache-Control "${everyVisit}"
  Header set Cache-Control "${forGood}" "expr=%{REQUEST_URI} =~ m#^${base}assets/#"
</IfModule>
`,
    'nginx.conf': `location ${base} {
${lines((name, value) => `  add_header ${name} "${value}" always;`)}
  add_header Cache-Control "${everyVisit}" always;
  error_page 404 ${base}404.html;
}
location ${base}assets/ {
${lines((name, value) => `  add_header ${name} "${value}" always;`)}
  add_header Cache-Control "${forGood}";
}
`,
  }
}
