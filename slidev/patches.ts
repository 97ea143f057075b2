/**
 * Patches of Slidev's own pages, for what its settings and hooks cannot change.
 * A patch replaces texts in one of Slidev's files. If a new Slidev no longer has such a text, no build and no development server starts.
 */
import type { Plugin } from 'vite'
import type { Facts } from './ledger.ts'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'

/** A change to one file of Slidev's client. */
export interface Patch extends Facts {
  /** Inside `@slidev/client`, with slashes. */
  readonly file: string
  /** Each `from` must be in the file exactly once. */
  readonly replace: readonly (readonly [from: string, to: string])[]
}

const accessibility = {
  upstream: 'docs/upstream/accessibility.md',
  until: 'tests/deck/accessibility.test.ts and presenter.test.ts pass without it',
}

/* eslint-disable no-template-curly-in-string -- Vue's templates, as texts */
/** Every patch, in the order of their files. */
export const patches: readonly Patch[] = [
  {
    ...accessibility,
    why: 'Screen readers read the dialog for going to a slide while it is hidden, and get a list of buttons that no key works.',
    file: 'internals/Goto.vue',
    replace: [
      ['id="slidev-goto-dialog"', 'id="slidev-goto-dialog" role="search" aria-label="Go to a slide" :inert="!showGotoDialog"'],
      ['<ul table w-full border-collapse>', '<ul role="listbox" aria-label="Slides found" table w-full border-collapse>'],
      // The arrow keys choose from within the text field; Tab reaches the list too, which may be longer than its box.
      ['          role="button"\n', '          role="option"\n          :aria-selected="selectedIndex === index"\n'],
      ['@click.stop.prevent="select(item.no)"', '@click.stop.prevent="select(item.no)" @keydown.enter.stop.prevent="select(item.no)"'],
    ],
  },
  {
    ...accessibility,
    why: 'A menu’s button holds another button: the keyboard stops twice, first at one without a name. Escape does not close the menu.',
    file: 'internals/MenuButton.vue',
    replace: [
      ['class="flex relative">\n    <button ', 'class="flex relative" @keydown.esc="value = false; el?.querySelector(\'button\')?.focus()">\n    <div '],
      ['    </button>\n    <KeepAlive>', '    </div>\n    <KeepAlive>'],
    ],
  },
  {
    ...accessibility,
    why: 'A screen reader is told neither that the overview has opened nor what its slides are. Tab does not reach them.',
    file: 'internals/QuickOverview.vue',
    replace: [
      ['overflow-y-auto backdrop-blur-5px select-none"', 'overflow-y-auto backdrop-blur-5px select-none" role="dialog" aria-modal="true" aria-label="All slides"'],
      ['class="inline-block border', 'role="button" tabindex="0" :aria-label="`Slide ${route.no}: ${route.meta.slide.title}`" @keydown.enter.stop.prevent="go(route.no)" @keydown.space.stop.prevent="go(route.no)" class="inline-block border'],
      ['class="fixed top-4 right-4', 'role="navigation" aria-label="Overview" class="fixed top-4 right-4'],
    ],
  },
  {
    ...accessibility,
    why: 'In the overviews and in the preview of the next slide, Tab stops at links and buttons that are only a picture there.',
    file: 'internals/SlideWrapper.vue',
    replace: [[':data-slidev-no="props.route.no"', ':data-slidev-no="props.route.no"\n    :inert="props.renderContext === \'overview\' || props.renderContext === \'previewNext\'"']],
  },
  {
    ...accessibility,
    why: 'The page of all slides has no heading, and its word count is outside every landmark.',
    file: 'pages/overview.vue',
    replace: [
      ['      @scroll="onOverviewScroll"\n    >', '      @scroll="onOverviewScroll"\n    >\n      <h1 class="sr-only">All slides</h1>'],
      ['class="absolute z-2 top-0 right-0', 'role="contentinfo" class="absolute z-2 top-0 right-0'],
    ],
  },
  {
    ...accessibility,
    why: 'The presenter’s page has no main landmark. The keyboard cannot scroll its notes: they never have the focus, and the arrow keys turn the slide.',
    file: 'pages/presenter.vue',
    replace: [
      // The element and not the role: only in `main` is a slide's `footer` no landmark.
      ['<div class="bg-main h-full slidev-presenter', '<main class="bg-main h-full slidev-presenter'],
      ['    </div>\n  </div>\n  <Goto />', '    </div>\n  </main>\n  <Goto />'],
      // The first is the development server's, where notes can be edited.
      ...(['edit', 'static'] as const).map(kind => [`:key="\`${kind}-\${currentSlideNo}\`"`, `:key="\`${kind}-\${currentSlideNo}\`" role="region" aria-label="Notes" tabindex="0" @keydown.up.stop @keydown.down.stop`] as const),
    ],
  },
  {
    why: 'A window that is opened or reloaded in the middle of a slide takes the audience’s and the presenter’s window back to the slide’s beginning: until its slide is mounted, it reports no clicks.',
    upstream: 'docs/upstream/reload-resets-clicks.md',
    until: 'the reload test in tests/deck/presenter.test.ts passes without it',
    file: 'setup/root.ts',
    replace: [['patch(\'clicks\', clicksContext.value.current)', 'patch(\'clicks\', clicksContext.value.isMounted ? clicksContext.value.current : context.nav.queryClicks)']],
  },
]
/* eslint-enable no-template-curly-in-string */

/** What the development server adds to the names of some of Slidev's files. */
const version = /\?v=\w+$/

/**
 * Applies `list` to Slidev's client, in builds and in the development server.
 * Its `buildStart` throws if a patch does not fit.
 */
export function patchSlidev(list: readonly Patch[] = patches): Plugin {
  const client = dirname(createRequire(import.meta.url).resolve('@slidev/client/package.json'))
  return {
    name: 'briefing:slidev-patches',
    enforce: 'pre',
    buildStart() {
      for (const { file } of list) {
        const path = join(client, file)
        patched(file, existsSync(path) ? readFileSync(path, 'utf8') : '', list)
      }
    },
    transform(code, id) {
      const file = relative(client, id.replace(version, '')).replaceAll(sep, '/')
      return list.some(patch => patch.file === file) ? { code: patched(file, code, list), map: null } : undefined
    },
  }
}

function patched(file: string, code: string, list: readonly Patch[]): string {
  let result = code
  for (const { why, replace } of list.filter(patch => patch.file === file)) {
    for (const [from, to] of replace) {
      const [before, after, ...more] = result.split(from)
      if (before === undefined || after === undefined || more.length > 0)
        throw new Error(`A patch no longer fits this Slidev. @slidev/client/${file} must contain this exactly once:\n${from}\nFind the patch in slidev/patches.ts. If Slidev has fixed the fault, delete the patch; if not, change it to fit the file. The fault: ${why}`)
      result = before + to + after
    }
  }
  return result
}
