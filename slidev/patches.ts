/**
 * Mends of Slidev's own pages where none of its extension points reaches: what keeps a keyboard or a screen reader out of them, and what
 * loses the place in a talk.
 * A mend replaces texts of one of Slidev's files. Where a new Slidev no longer has such a text, no build and no server starts, and the
 * message says which mend to look at: it may have become needless, or it must be written anew.
 */
import type { Plugin } from 'vite'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'

/** One thing that is wrong with a file of Slidev's client. */
export interface Mend {
  /** What is wrong without it. */
  readonly why: string
  /** Inside `@slidev/client`, with slashes. */
  readonly file: string
  /** What stands in the file exactly once, and what is put in its place. */
  readonly replace: readonly (readonly [from: string, to: string])[]
}

const scrollable = 'role="region" aria-label="Notes" tabindex="0" @keydown.up.stop @keydown.down.stop'

/* eslint-disable no-template-curly-in-string -- Vue's templates, as texts */
/** Every mend, in the order of their files. */
export const slidevMends: readonly Mend[] = [
  {
    why: 'The dialog for going to a slide stands outside every landmark, can be reached while it is hidden, and what it finds can be chosen by the mouse only.',
    file: 'internals/Goto.vue',
    replace: [
      ['id="slidev-goto-dialog"', 'id="slidev-goto-dialog" role="search" aria-label="Go to a slide" :inert="!showGotoDialog"'],
      ['<ul table w-full border-collapse>', '<ul role="listbox" aria-label="Slides found" table w-full border-collapse>'],
      ['          role="button"\n', '          role="option"\n          :aria-selected="selectedIndex === index"\n'],
      ['@click.stop.prevent="select(item.no)"', '@click.stop.prevent="select(item.no)" @keydown.enter.stop.prevent="select(item.no)"'],
    ],
  },
  {
    why: 'A menu’s button holds another button: two stops for the keyboard, the first without a name. And Escape does not close the menu.',
    file: 'internals/MenuButton.vue',
    replace: [
      ['<div ref="el" class="flex relative">', '<div ref="el" class="flex relative" @keydown.esc="value = false; el?.querySelector(\'button\')?.focus()">'],
      ['<button :class="{ disabled }" @click="value = !value">', '<div :class="{ disabled }" @click="value = !value">'],
      ['    </button>\n    <KeepAlive>', '    </div>\n    <KeepAlive>'],
    ],
  },
  {
    why: 'Nothing says whether the menu of options is open.',
    file: 'internals/NavControls.vue',
    replace: [['<IconButton title="More Options" :active="value">', '<IconButton title="More Options" :active="value" :aria-expanded="value">']],
  },
  {
    why: 'The dialog behind this button is none for a keyboard or a screen reader, and has nothing that the slides do not have.',
    file: 'internals/NavControls.vue',
    replace: [['v-if="!isPresenter && configs.info && !isEmbedded"', 'v-if="false"']],
  },
  {
    why: 'The overview over a slide is not said to be one, and its slides can be chosen by the mouse only.',
    file: 'internals/QuickOverview.vue',
    replace: [
      ['overflow-y-auto backdrop-blur-5px select-none"', 'overflow-y-auto backdrop-blur-5px select-none" role="dialog" aria-modal="true" aria-label="All slides"'],
      ['<div\n            class="inline-block border', '<button\n            type="button"\n            :aria-label="`Slide ${route.no}: ${route.meta.slide.title}`"\n            class="inline-block border'],
      ['</SlideContainer>\n          </div>', '</SlideContainer>\n          </button>'],
      ['  if (e.key === \'Enter\') {\n', '  if (e.key === \'Enter\' && !(e.target instanceof HTMLButtonElement)) {\n'],
      ['class="fixed top-4 right-4', 'role="navigation" aria-label="Overview" class="fixed top-4 right-4'],
    ],
  },
  {
    why: 'The entries of the menu that says which window follows which can be chosen by the mouse only.',
    file: 'internals/SelectList.vue',
    replace: [
      ['<div\n        v-for="item of items"', '<button\n        type="button"\n        :aria-pressed="value === item.value"\n        v-for="item of items"'],
      ['        </div>\n      </div>\n    </div>\n  </div>\n</template>', '        </div>\n      </button>\n    </div>\n  </div>\n</template>'],
    ],
  },
  {
    why: 'Where a slide is a picture of itself, on an overview or as the next one, its links and buttons can be reached all the same.',
    file: 'internals/SlideWrapper.vue',
    replace: [[':data-slidev-no="props.route.no"', ':data-slidev-no="props.route.no"\n    :inert="props.renderContext === \'overview\' || props.renderContext === \'previewNext\'"']],
  },
  {
    why: 'Nothing says whether the menu that says which window follows which is open.',
    file: 'internals/SyncControls.vue',
    replace: [['<template #button>\n      <IconButton title="Change sync settings">', '<template #button="{ value }">\n      <IconButton title="Change sync settings" :aria-expanded="value">']],
  },
  {
    why: 'The page of all slides has no heading, its sums stand outside every landmark, and its numbers say nothing of their slides.',
    file: 'pages/overview.vue',
    replace: [
      ['      @scroll="onOverviewScroll"\n    >', '      @scroll="onOverviewScroll"\n    >\n      <h1 class="sr-only">All slides</h1>'],
      ['class="absolute z-2 top-0 right-0', 'role="contentinfo" class="absolute z-2 top-0 right-0'],
      ['@click="scrollToSlide(idx)"', ':aria-label="`Slide ${route.no}: ${route.meta.slide.title}`" @click="scrollToSlide(idx)"'],
    ],
  },
  {
    why: 'The presenter’s page has no main landmark. Its notes cannot be scrolled by the keyboard: they never have the focus, and the arrow keys turn the slide.',
    file: 'pages/presenter.vue',
    replace: [
      ['<div class="bg-main h-full slidev-presenter', '<main class="bg-main h-full slidev-presenter'],
      ['    </div>\n  </div>\n  <Goto />', '    </div>\n  </main>\n  <Goto />'],
      [':key="`edit-${currentSlideNo}`"', `:key="\`edit-\${currentSlideNo}\`" ${scrollable}`],
      [':key="`static-${currentSlideNo}`"', `:key="\`static-\${currentSlideNo}\`" ${scrollable}`],
    ],
  },
  {
    why: 'A window that is opened or reloaded in the middle of a slide takes every other window back to its beginning: before the slide is there, its clicks count as none.',
    file: 'setup/root.ts',
    replace: [
      ['    clicksContext,\n    currentSlideNo,\n    hasPrimarySlide,', '    clicksContext,\n    currentSlideNo,\n    queryClicks,\n    hasPrimarySlide,'],
      ['patch(\'clicks\', clicksContext.value.current)', 'patch(\'clicks\', clicksContext.value.isMounted ? clicksContext.value.current : queryClicks.value)'],
    ],
  },
]
/* eslint-enable no-template-curly-in-string */

/** What the development server puts behind some of Slidev's files. */
const version = /\?v=\w+$/

/**
 * Puts `mends` into Slidev's client, in builds and in the development server alike.
 * Its `buildStart` throws where a mend does not fit, before anything is made.
 */
export function mendSlidev(mends: readonly Mend[] = slidevMends): Plugin {
  const manifest = createRequire(import.meta.url).resolve('@slidev/client/package.json')
  const client = dirname(manifest)
  return {
    name: 'briefing:slidev-mends',
    enforce: 'pre',
    buildStart() {
      for (const { file } of mends) {
        const path = join(client, file)
        mended(file, existsSync(path) ? readFileSync(path, 'utf8') : '', mends)
      }
    },
    transform(code, id) {
      const file = relative(client, id.replace(version, '')).replaceAll(sep, '/')
      return mends.some(mend => mend.file === file) ? { code: mended(file, code, mends), map: null } : undefined
    },
  }
}

function mended(file: string, code: string, mends: readonly Mend[]): string {
  let whole = code
  for (const { why, replace } of mends.filter(mend => mend.file === file)) {
    for (const [from, to] of replace) {
      const [before, after, ...more] = whole.split(from)
      if (before === undefined || after === undefined || more.length > 0) {
        throw new Error(`A mend of Slidev does not fit any more. In @slidev/client/${file} there must be exactly one\n${from}\nSee slidev/patches.ts: write the mend anew, or take it out if this is no longer so: ${why}`)
      }
      whole = before + to + after
    }
  }
  return whole
}
