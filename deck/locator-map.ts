/**
 * Draws the locator map at build time, so that a reader's browser loads neither map data nor the code that projects it.
 * The outlines are Natural Earth's at 1:50m (public domain), from `world-atlas`.
 */
import type { GeoProjection, GeoStream } from 'd3-geo'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Plugin } from 'vite'
import type { Place } from '../briefing/model.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoConicConformal, geoPath } from 'd3-geo'
import { feature, merge } from 'topojson-client'
import { isRecord } from '../briefing/record.ts'
import { Failure } from './failure.ts'

/** Outlines as SVG path data, and points, all in the map's own px. */
export interface LocatorMapData {
  readonly width: number
  readonly height: number
  /** One shape. Whose land it is, where that is disputed, is not for a map beside an article to say. */
  readonly land: string
  /** By place id, for places that are countries. */
  readonly areas: Readonly<Record<string, string>>
  /** By place id. */
  readonly points: Readonly<Record<string, readonly [number, number]>>
  /** By place id: where the place's name begins, ends or has its middle. */
  readonly names: Readonly<Record<string, PlacedName>>
}

/** A name on the map: a point of its base line, and what the point is of the name, as SVG's `text-anchor` has it. */
interface PlacedName {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  /** SVG path data of a line from the place to its name, where the name would not fit into the place: a gulf, a strait. */
  readonly leader?: string
}

type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>

function isCountries(value: unknown): value is Countries {
  return isRecord(value) && value.type === 'Topology' && isRecord(value.objects) && 'countries' in value.objects
}

function readCountries(): Countries {
  const atlas: unknown = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-50m.json'), 'utf8'))
  if (!isCountries(atlas))
    throw new Failure('build', 'world-atlas: countries-50m.json is not the topology of countries that the map is drawn from.')
  return atlas
}

/** In the map's own px. Nobody sees a bend smaller than this, and a reader would have to load every one. */
const smallestStep = 1

/** Leaves out points that are within `smallestStep` of the last one, but for a line's last. */
function thinned(sink: GeoStream): GeoStream {
  let last: readonly [number, number] | undefined
  let pending: readonly [number, number] | undefined
  return {
    point(x, y) {
      pending = last && Math.hypot(x - last[0], y - last[1]) < smallestStep ? [x, y] : undefined
      if (pending)
        return
      last = [x, y]
      sink.point(x, y)
    },
    lineStart() {
      last = undefined
      sink.lineStart()
    },
    lineEnd() {
      if (pending)
        sink.point(...pending)
      pending = undefined
      sink.lineEnd()
    },
    polygonStart: () => sink.polygonStart(),
    polygonEnd: () => sink.polygonEnd(),
  }
}

/** In degrees. A smaller frame would show a piece of coast that nobody recognises, or a country without its outline. */
const smallestFrame = { city: 6, area: 20 } as const

/** Where a name is from the point of its place, in px of the map. */
const offsets = {
  left: { dx: -12, dy: 5, anchor: 'end' },
  right: { dx: 12, dy: 5, anchor: 'start' },
  above: { dx: 0, dy: -14, anchor: 'middle' },
  below: { dx: 0, dy: 22, anchor: 'middle' },
  over: { dx: 0, dy: 6, anchor: 'middle' },
} as const

/** How much of a name's width is left of its point. */
const leftShare = { start: 0, middle: 0.5, end: 1 } as const

function nameAt([x, y]: readonly [number, number], { label, kind }: Place): PlacedName {
  const { dx, dy, anchor } = offsets[label]
  const name = { x: Math.round(x) + dx, y: Math.round(y) + dy, anchor }
  if (kind === 'city' || (label !== 'left' && label !== 'right'))
    return name
  const [toX, toY] = [Math.round(x) + 2 * dx, Math.round(y) + 24]
  return { ...name, x: toX + dx / 3, y: toY + dy, leader: `M${Math.round(x)} ${Math.round(y)}L${toX} ${toY}` }
}

/** Px at the left, the top, the right and the bottom. */
type Edges = readonly [number, number, number, number]

/** Px. In both sizes of a name's type most letters are narrower. */
const letter = 11
/** Px that a name keeps away from an edge. */
const clearance = 12

/** By how much each edge of the frame cuts names off, or is too close to them. */
function cutOff(places: readonly Place[], projection: GeoProjection, width: number, height: number): Edges {
  const boxes = places.flatMap((place) => {
    const point = projection([...place.at])
    if (!point)
      return []
    const { x, y, anchor } = nameAt(point, place)
    const length = letter * place.name.length
    const left = x - leftShare[anchor] * length
    return [[left, y - 18, left + length, y + 8] as const]
  })
  const most = (by: readonly number[]) => Math.max(0, ...by)
  return [
    most(boxes.map(([left]) => clearance - left)),
    most(boxes.map(([, top]) => clearance - top)),
    most(boxes.map(([, , right]) => right + clearance - width)),
    most(boxes.map(([, , , bottom]) => bottom + clearance - height)),
  ]
}

/** Projects the earth so that `places` and their names are in the frame, with room around them. */
function projectionFor(places: readonly Place[], width: number, height: number): GeoProjection {
  let room: Edges = [44, 44, 44, 44]
  let projection = fitted(places, room, width, height)
  // More room at one edge makes the map smaller and moves all points, so that the other edges have to be looked at again.
  for (let round = 0; round < 12; round++) {
    const [left, top, right, bottom] = cutOff(places, projection, width, height)
    room = [room[0] + left, room[1] + top, room[2] + right, room[3] + bottom]
    projection = fitted(places, room, width, height)
  }
  return projection
}

/** Projects the earth so that the points of `places` are in the frame, with `room` around them. */
function fitted(places: readonly Place[], [left, top, right, bottom]: Edges, width: number, height: number): GeoProjection {
  const [longitudes, latitudes] = [places.map(({ at }) => at[0]), places.map(({ at }) => at[1])]
  const [west, east, south, north] = [Math.min(...longitudes), Math.max(...longitudes), Math.min(...latitudes), Math.max(...latitudes)]
  const missing = Math.max(0, Math.max(...places.map(({ kind }) => smallestFrame[kind])) - Math.max(east - west, north - south)) / 2
  return geoConicConformal()
    .rotate([-(west + east) / 2, 0])
    .parallels([south, north + 1])
    .fitExtent([[left, top], [Math.max(left + 1, width - right), Math.max(top + 1, height - bottom)]], {
      type: 'MultiPoint',
      coordinates: [...places.map(({ at }) => [...at]), ...missing > 0 ? [[west - missing, south - missing], [east + missing, north + missing]] : []],
    })
    .clipExtent([[0, 0], [width, height]])
}

/**
 * Draws a map with `places` in its frame.
 * @throws {Failure} of kind `content` if there are none
 */
export function drawMap(places: readonly Place[], width = 520, height = 376): LocatorMapData {
  if (places.length === 0)
    throw new Failure('content', 'A slide shows <LocatorMap>, but the evidence has no places. Enter them under places, or take the map away.')
  const atlas = readCountries()
  const projection = projectionFor(places, width, height)
  const draw = geoPath({ stream: sink => projection.stream(thinned(sink)) }).digits(1)
  const countries = atlas.objects.countries.geometries
  const polygons = countries.filter(country => country.type === 'Polygon' || country.type === 'MultiPolygon')
  const areas: Record<string, string> = {}
  const points: Record<string, readonly [number, number]> = {}
  const names: Record<string, PlacedName> = {}
  for (const place of places) {
    const { id, name, kind, at } = place
    const point = projection([...at])
    if (point) {
      points[id] = [Math.round(point[0]), Math.round(point[1])]
      names[id] = nameAt(point, place)
    }
    const country = kind === 'area' ? countries.find(({ properties }) => isRecord(properties) && properties.name === name) : undefined
    if (country)
      areas[id] = draw(feature(atlas, country)) ?? ''
  }
  return {
    width,
    height,
    land: draw(merge(atlas, polygons)) ?? '',
    areas,
    points,
    names,
  }
}

/** Makes an import of `virtual:locator-map` return the drawn map. */
export function locatorMap(places: readonly Place[]): Plugin {
  const id = 'virtual:locator-map'
  return {
    name: 'locator-map',
    resolveId: source => source === id ? `\0${id}` : undefined,
    load: source => source === `\0${id}` ? `export default ${JSON.stringify(drawMap(places))}` : undefined,
  }
}
