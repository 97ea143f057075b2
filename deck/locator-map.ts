/**
 * Draws the locator map at build time, so that neither map data nor projection code travels to the reader.
 * Outlines: Natural Earth 1:50m (public domain), by way of `world-atlas`.
 */
import type { GeoStream } from 'd3-geo'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Plugin } from 'vite'
import type { Place } from '../briefing/model.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoConicConformal, geoPath } from 'd3-geo'
import { feature, merge, mesh } from 'topojson-client'
import { Failure } from './failure.ts'

/** SVG path data and points in the map's own px. */
export interface LocatorMapData {
  readonly width: number
  readonly height: number
  readonly land: string
  readonly borders: string
  /** Outlines of those places that are countries, by place id. */
  readonly areas: Readonly<Record<string, string>>
  readonly points: Readonly<Record<string, readonly [number, number]>>
}

type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>

function isCountries(value: unknown): value is Countries {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Topology'
    && 'objects' in value && typeof value.objects === 'object' && value.objects !== null && 'countries' in value.objects
}

function readCountries(): Countries {
  const atlas: unknown = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-50m.json'), 'utf8'))
  if (!isCountries(atlas))
    throw new Failure('build', 'world-atlas: countries-50m.json is not the topology of countries that the map is drawn from.')
  return atlas
}

/** Nobody sees a bend smaller than this, in the map's own px, and every one of them travels to the reader. */
const smallestStep = 1

/** Hands on what comes within `smallestStep` of the last point only where a line ends there. */
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

/** A frame of fewer degrees would show some coast that nobody knows. */
const smallestFrame = 6

/**
 * Frames `places` (longitude and latitude in degrees) with room around them and draws what lies in the frame.
 * @throws {Failure} of kind `content` if there are none.
 */
export function drawMap(places: readonly Place[], width = 520, height = 376): LocatorMapData {
  if (places.length === 0)
    throw new Failure('content', 'A slide shows <LocatorMap>, but the evidence has no places. Enter them under places, or take the map away.')
  const atlas = readCountries()
  const [longitudes, latitudes] = [places.map(p => p.at[0]), places.map(p => p.at[1])]
  const [west, east, south, north] = [Math.min(...longitudes), Math.max(...longitudes), Math.min(...latitudes), Math.max(...latitudes)]
  const missing = Math.max(0, smallestFrame - Math.max(east - west, north - south)) / 2
  const projection = geoConicConformal()
    .rotate([-(west + east) / 2, 0])
    .parallels([south, north + 1])
    .fitExtent([[80, 44], [width - 80, height - 44]], {
      type: 'MultiPoint',
      coordinates: [...places.map(p => [...p.at]), ...missing > 0 ? [[west - missing, south - missing], [east + missing, north + missing]] : []],
    })
    .clipExtent([[0, 0], [width, height]])
  const draw = geoPath({ stream: sink => projection.stream(thinned(sink)) }).digits(1)
  const all = atlas.objects.countries.geometries
  const polygons = all.filter(g => g.type === 'Polygon' || g.type === 'MultiPolygon')
  const areas: Record<string, string> = {}
  const points: Record<string, readonly [number, number]> = {}
  for (const place of places) {
    const at = projection([...place.at])
    if (at)
      points[place.id] = [Math.round(at[0]), Math.round(at[1])]
    const country = all.find(g => g.properties !== undefined && 'name' in g.properties && g.properties.name === place.name)
    if (country && place.kind === 'area')
      areas[place.id] = draw(feature(atlas, country)) ?? ''
  }
  return {
    width,
    height,
    land: draw(merge(atlas, polygons)) ?? '',
    borders: draw(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)) ?? '',
    areas,
    points,
  }
}

/** Serves the drawn map as `virtual:locator-map`. */
export function locatorMap(places: readonly Place[]): Plugin {
  const id = 'virtual:locator-map'
  return {
    name: 'locator-map',
    resolveId: source => source === id ? `\0${id}` : undefined,
    load: source => source === `\0${id}` ? `export default ${JSON.stringify(drawMap(places))}` : undefined,
  }
}
