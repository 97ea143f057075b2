import type { RouteRecordRaw } from 'vue-router'
import { configs } from '@slidev/client'
import { parseTimeString } from '@slidev/parser/utils'
import { defineRoutesSetup } from '@slidev/types'
import { keptTalk } from '../components/parts/talk.ts'

/** While a talk is on, an address without a slide leads to the slide that is on, so that a window that was lost can be opened anew. */
export default defineRoutesSetup(routes => routes.map((route): RouteRecordRaw => {
  if (route.path !== '' && route.path !== '/presenter')
    return route
  return {
    path: route.path,
    redirect: ({ query }) => {
      const talk = keptTalk(Date.now(), parseTimeString(configs.duration).seconds)
      return {
        path: `${route.path}/${talk?.slide ?? 1}`,
        query: { ...query, ...talk && talk.clicks > 0 && { clicks: String(talk.clicks) } },
      }
    },
  }
}))
