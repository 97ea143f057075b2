/** Finds the style rules that part of a page uses, so that it can be shown without the rest. */
import type { Page } from 'playwright'
import { pageModule } from '../browser/in-page.ts'

const inPage = pageModule<typeof import('./in-page/rules.ts')>(new URL('in-page/rules.ts', import.meta.url))

export interface RulesOptions {
  /** Selects the elements that count with everything in them. */
  readonly within: string
  /** Selects elements around them that count by themselves. */
  readonly around?: string
  /** Appended to every selector that matches something within, such as `:is(#copy *)` for rules that apply in a copy only. */
  readonly restriction?: string
}

/**
 * Returns the CSS that applies to some elements, in the order of the page's sheets. Whether the page is dark or light makes no
 * difference. Conditions (`@media`, `@supports`, `@layer`) stay around their rules; addresses of files become paths on the host.
 * Fonts and key frames are left out.
 */
export async function rulesInUse(page: Page, { within, around = 'none', restriction = '' }: RulesOptions): Promise<string> {
  return withoutUnusedVariables(await inPage.call(page, 'collectRules', { within, around, restriction }))
}

const variableUse = /var\(\s*(--[\w-]+)/g
const variableDeclaration = /(--[\w-]+):(?:"[^"]*"|[^;{}"])*; ?/g
const emptyRule = /^[^{}\n]*\{\s*\}\n?/gm

/** Slidev and UnoCSS set hundreds of variables, and hardly any is used. */
function withoutUnusedVariables(css: string): string {
  const used = new Set(Array.from(css.matchAll(variableUse), ([, name]) => name))
  const shorter = css
    .replace(variableDeclaration, (declaration, name: string) => used.has(name) ? declaration : '')
    .replace(emptyRule, '')
  return shorter === css ? css : withoutUnusedVariables(shorter)
}

/** Returns the `@font-face` rules of the fonts that the page has loaded, and the files' paths on the host. */
export async function fontsInUse(page: Page): Promise<{ css: string, files: string[] }> {
  return inPage.call(page, 'collectFonts')
}

/** The rule that replaces an inline style, which the policy forbids: for elements with the style's text in `data-style`. */
export function ruleForStyle(text: string): string {
  return `[data-style=${JSON.stringify(text)}]{${text}}`
}
