/**
 * Hooks into Slidev's routes: during a talk, an address without a slide leads to the current slide. So a window that was closed by mistake
 * can be opened again.
 */
import type { RouteRecordRaw } from 'vue-router'
import { defineRoutesSetup } from '@slidev/types'
import { currentTalk } from '../components/parts/talk-memory.ts'

export default defineRoutesSetup(routes => routes.map((route): RouteRecordRaw => {
  if (route.path !== '' && route.path !== '/presenter')
    return route
  return {
    path: route.path,
    redirect: ({ query }) => {
      const talk = currentTalk()
      return {
        path: `${route.path}/${talk?.slide ?? 1}`,
        query: { ...query, ...talk && talk.clicks > 0 && { clicks: String(talk.clicks) } },
      }
    },
  }
}))
