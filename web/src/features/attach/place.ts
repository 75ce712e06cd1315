export interface Place {
  readonly lat: number
  readonly long: number
}

/**
 * Reads a place as people have it: "52.5163, 13.3777", "52.5163 N 13.3777 E", or an
 * address of a map (OpenStreetMap, Google, geo:). undefined: it is none on earth.
 */
export function readPlace(text: string): Place | undefined {
  const number = '(-?\\d{1,3}(?:\\.\\d+)?)'
  const forms = [
    new RegExp(`[?&#](?:mlat|lat)=${number}.*?[?&](?:mlon|lon|lng)=${number}`),
    new RegExp(`#map=[\\d.]+/${number}/${number}`),
    new RegExp(`(?:@|geo:|[?&]q=|[?&]ll=)${number},${number}`),
    new RegExp(`^\\s*${number}\\s*°?\\s*([NS])?\\s*[,;\\s]\\s*${number}\\s*°?\\s*([EW])?\\s*$`, 'i'),
  ]
  for (const form of forms) {
    const found = form.exec(text)
    if (!found) continue
    const [, first = '', second = '', third, fourth] = found
    const lat = Number(first) * (/s/i.test(third === undefined ? '' : second) ? -1 : 1)
    const long = Number(third ?? second) * (/w/i.test(fourth ?? '') ? -1 : 1)
    if (Math.abs(lat) <= 90 && Math.abs(long) <= 180) return { lat, long }
  }
  return undefined
}
