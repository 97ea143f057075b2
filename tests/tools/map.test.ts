/** The locator map can be drawn for any article's places, not only for as many and as far apart as this one's. */
import type { Place } from '../../briefing/model.ts'
import { expect, test } from 'playwright/test'
import { drawMap } from '../../deck/locator-map.ts'

function place(id: string, longitude: number, latitude: number, kind: Place['kind'] = 'city'): Place {
  return { id, name: id, paragraph: 1, note: '', at: [longitude, latitude], label: 'right', kind }
}

test.describe('The locator map', () => {
  for (const [what, places] of [
    ['one place', [place('Gothenburg', 11.97, 57.7)]],
    ['two places in one spot', [place('Nairobi', 36.8, -1.3), place('the same', 36.8, -1.3)]],
    ['places on both sides of the equator', [place('Quito', -78.5, -0.2), place('Bogotá', -74.1, 4.7)]],
    ['places oceans apart', [place('Santiago', -70.6, -33.4), place('Oslo', 10.7, 59.9)]],
  ] as const) {
    test(`shows ${what} inside its frame, with land around`, () => {
      const map = drawMap(places)
      expect(map.land).toMatch(/^M[\d.,MLHVZhvlmz-]+$/)
      expect(Object.keys(map.points)).toEqual(places.map(({ id }) => id))
      for (const [x, y] of Object.values(map.points)) {
        expect(Math.min(x, map.width - x)).toBeGreaterThanOrEqual(0)
        expect(Math.min(y, map.height - y)).toBeGreaterThanOrEqual(0)
      }
    })
  }

  test('keeps every name in its frame, on whichever side of its place it is', () => {
    const sides = [['Northern Territory', 'left', 130], ['Northern Queensland', 'right', 146], ['Canberra', 'below', 149], ['Broome', 'above', 122]] as const
    const places = sides.map(([name, label, longitude], i) => ({ ...place(name, longitude, -18 - 5 * i), label }))
    const map = drawMap(places)
    for (const name of Object.keys(map.names)) {
      const { x, y, anchor } = map.names[name] ?? { x: -1, y: -1, anchor: 'start' }
      const length = 9 * name.length
      const left = { start: x, middle: x - length / 2, end: x - length }[anchor]
      expect(left, name).toBeGreaterThan(0)
      expect(left + length, name).toBeLessThan(map.width)
      expect(y, name).toBeGreaterThan(18)
      expect(y, name).toBeLessThan(map.height)
    }
  })

  test('outlines a country that is named as an area, and shows all of it where it is alone', () => {
    const { areas, width, height } = drawMap([place('Egypt', 29.8, 26.5, 'area')])
    const points = Array.from(areas.Egypt?.matchAll(/([\d.]+),([\d.]+)/g) ?? [], ([, x, y]) => [Number(x) / width, Number(y) / height] as const)
    expect(points.length).toBeGreaterThan(20)
    expect(points.filter(([x, y]) => Math.min(x, y) <= 0 || Math.max(x, y) >= 1)).toEqual([])
  })

  test('is refused without places, with the way out', () => {
    expect(() => drawMap([])).toThrow(/no places. Enter them/)
  })
})
