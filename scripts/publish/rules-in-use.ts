/** Finds the rules of a page's style sheets that something in it makes use of, so that a part of it can stand on its own. */
/* eslint-disable e18e/prefer-static-regex -- what runs in a page can use nothing from outside itself */
import type { Page } from 'playwright'

export interface RulesOptions {
  /** Selects the elements that count with everything in them. */
  readonly within: string
  /** Selects elements around them that count by themselves. */
  readonly around?: string
  /** Put behind every selector that is for something within, such as `:is(#copy *)` for rules that are to hold in a copy only. */
  readonly restriction?: string
}

/**
 * Gives the CSS that applies to some elements, in the order of the page's sheets. Whether the page is dark or light makes no
 * difference. Conditions (`@media`, `@supports`, `@layer`) are kept around what they hold; addresses of files are absolute within the
 * host. Fonts and key frames are left out.
 */
export async function rulesInUse(page: Page, { within, around = 'none', restriction = '' }: RulesOptions): Promise<string> {
  return withoutUnusedVariables(await page.evaluate(collectRules, { within, around, restriction }))
}

/** Slidev and UnoCSS set hundreds of variables, of which hardly any is asked for. */
function withoutUnusedVariables(css: string): string {
  const asked = new Set(Array.from(css.matchAll(/var\(\s*(--[\w-]+)/g), ([, name]) => name))
  const shorter = css
    .replace(/(--[\w-]+):(?:"[^"]*"|[^;{}"])*; ?/g, (declaration, name: string) => asked.has(name) ? declaration : '')
    .replace(/^[^{}\n]*\{\s*\}\n?/gm, '')
  return shorter === css ? css : withoutUnusedVariables(shorter)
}

/** Gives the `@font-face` rules of the fonts that the page has loaded, and the files' addresses, absolute within the host. */
export async function fontsInUse(page: Page): Promise<{ css: string, files: string[] }> {
  return page.evaluate(collectFonts)
}

/**
 * What an inline style becomes where a policy forbids inline styles: an attribute, and a rule that asks for it.
 * Takes the style's text.
 */
export function ruleForStyle(text: string): string {
  return `[data-style=${JSON.stringify(text)}]{${text}}`
}

/** Runs in the page. */
function collectFonts(): { css: string, files: string[] } {
  const loaded = new Set(performance.getEntriesByType('resource').map(({ name }) => name))
  const faces = new Map<string, string>()
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      const address = rule instanceof CSSFontFaceRule ? /url\("?([^")]+)"?\)/.exec(rule.cssText)?.[1] : undefined
      const url = address === undefined ? undefined : new URL(address, sheet.href ?? location.href)
      if (url && address !== undefined && loaded.has(url.href))
        faces.set(url.pathname, rule.cssText.replace(address, url.pathname))
    }
  }
  return { css: [...faces.values()].join('\n'), files: [...faces.keys()] }
}

/** Runs in the page. */
function collectRules({ within, around, restriction }: Required<RulesOptions>): string {
  const inside = Array.from(document.querySelectorAll(within), root => [root, ...root.querySelectorAll('*')]).flat()
  const outside = [...document.querySelectorAll(around)]
  /** States come and go and pseudo-elements cannot be asked for: what carries them is what counts. */
  const staticPart = (one: string): string => one
    .replace(/::?(?:before|after|first-letter|first-line|marker|placeholder|selection|backdrop)/g, '')
    .replace(/::[\w-]+(?:\([^)]*\))?/g, '')
    .replace(/:not\(\.(?:dark|light)\)|\.(?:dark|light)(?![\w\\-])/g, '')
    .replace(/:(?:hover|focus-visible|focus-within|focus|active|visited)(?![\w-])/g, '')
    // What is left of a part that was nothing else.
    .replace(/^\s*(?=[>+~]|$)|([>+~]\s*)(?=$|[>+~])/g, '$1*')
  const used = (one: string): string[] => {
    try {
      const asked = staticPart(one)
      return [
        ...outside.some(element => element.matches(asked)) ? [one] : [],
        ...inside.some(element => element.matches(asked)) ? [one.replace(/(?=::[\w-]+(?:\([^)]*\))?$)|(?<!::[\w-]+(?:\([^)]*\))?)$/, restriction)] : [],
      ]
    }
    catch {
      return []
    }
  }
  const absolute = (css: string, sheet: CSSStyleSheet | null): string =>
    css.replace(/url\("?((?!data:)[^")]+)"?\)/g, (_, address: string) => `url("${new URL(address, sheet?.href ?? location.href).pathname}")`)
  /** Splits a list of selectors at its own commas, not at those inside `:is(…)`. */
  const split = (list: string): string[] => {
    const parts = ['']
    let depth = 0
    for (const character of list) {
      depth += character === '(' || character === '[' ? 1 : character === ')' || character === ']' ? -1 : 0
      if (character === ',' && depth === 0)
        parts.push('')
      else
        parts[parts.length - 1] += character
    }
    return parts
  }
  const collect = (rules: CSSRuleList): string => Array.from(rules, (rule) => {
    if (rule instanceof CSSStyleRule) {
      const selectors = split(rule.selectorText).flatMap(one => used(one.trim()))
      return selectors.length > 0 ? `${selectors.join(',')}{${absolute(rule.style.cssText, rule.parentStyleSheet)}}` : ''
    }
    if (rule instanceof CSSMediaRule || rule instanceof CSSSupportsRule || rule instanceof CSSLayerBlockRule) {
      const inner = collect(rule.cssRules)
      return inner === '' ? '' : `${rule.cssText.slice(0, rule.cssText.indexOf('{'))}{${inner}}`
    }
    return rule instanceof CSSLayerStatementRule ? rule.cssText : ''
  }).filter(text => text !== '').join('\n')
  return Array.from(document.styleSheets, sheet => sheet.media.mediaText === '' || sheet.media.mediaText === 'all' ? collect(sheet.cssRules) : '').join('\n')
}
