// Decodes values with the GramJS of one layer and encodes them again.
// usage: node gramjs.cjs PACKAGE FILE: records of a length and a boxed value.
// Prints one line of JSON: layer, records, and what went wrong by constructor.
const fs = require('node:fs')
const [, , name, file] = process.argv
const { tlobjects, LAYER } = require(`${name}/tl/AllTLObjects`)
const { BinaryReader } = require(`${name}/extensions/BinaryReader`)

// Flags that this layer does not know yet are lost on the way.
function same(bytes, again) {
  if (bytes.length !== again.length) return false
  for (let at = 0; at < bytes.length; at += 4) {
    if (again.readUInt32LE(at) & ~bytes.readUInt32LE(at)) return false
  }
  return true
}

function attempt(bytes) {
  const ctor = tlobjects[bytes.readUInt32LE(0)]
  if (!ctor) return `unknown ${bytes.subarray(0, 4).toString('hex')}`
  try {
    const reader = new BinaryReader(bytes)
    const value = reader.tgReadObject()
    if (reader.tellPosition() !== bytes.length) return `${ctor.className}: ${bytes.length - reader.tellPosition()} bytes left`
    return same(bytes, value.getBytes()) ? '' : `${ctor.className}: encoded differently`
  } catch (err) {
    return `${ctor.className}: ${err.message.slice(0, 80)}`
  }
}

const data = fs.readFileSync(file)
const wrong = {}
let records = 0
for (let at = 0; at < data.length; records++) {
  const size = data.readUInt32LE(at)
  const said = attempt(data.subarray(at + 4, at + 4 + size))
  if (said) wrong[said] = (wrong[said] ?? 0) + 1
  at += 4 + size
}
console.log(JSON.stringify({ layer: LAYER, records, wrong }))
