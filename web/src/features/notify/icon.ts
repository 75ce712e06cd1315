const size = 64

/** The icon of the page with a number on it; 0: without. */
export async function drawIcon(count: number): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (!link) return
  if (count === 0) {
    link.href = '/icon.svg'
    link.type = 'image/svg+xml'
    return
  }
  const image = new Image(size, size)
  image.src = '/icon-192.png'
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.drawImage(image, 0, 0, size, size)
  const text = count > 99 ? '99+' : String(count)
  pen.font = `bold ${text.length > 2 ? 26 : 34}px system-ui, sans-serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  const width = Math.max(40, pen.measureText(text).width + 14)
  pen.fillStyle = '#c63338'
  pen.beginPath()
  pen.roundRect(size - width, size - 40, width, 40, 20)
  pen.fill()
  pen.fillStyle = '#ffffff'
  pen.fillText(text, size - width / 2, size - 19)
  link.type = 'image/png'
  link.href = canvas.toDataURL('image/png')
}
