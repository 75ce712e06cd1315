import { encode } from 'uqr'
import styles from './QrCode.module.css'

export interface QrCodeProps {
  /** What it says to a camera. */
  text: string
  /** What it is for. */
  label: string
}

/** QrCode draws a QR code, dark on white in any theme: cameras want it so. */
export function QrCode(props: QrCodeProps) {
  const code = () => encode(props.text, { ecc: 'M', border: 0 })
  const path = () => {
    let d = ''
    code().data.forEach((row, y) => {
      row.forEach((black, x) => {
        if (black) d += `M${x} ${y}h1v1h-1z`
      })
    })
    return d
  }
  return (
    <svg
      class={styles.code}
      viewBox={`-2 -2 ${code().size + 4} ${code().size + 4}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <path d={path()} />
    </svg>
  )
}
