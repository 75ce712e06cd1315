import { createUniqueId } from 'solid-js'
import styles from './Slider.module.css'

export interface SliderProps {
  label: string
  min: number
  max: number
  step?: number
  value: number
  onInput: (value: number) => void
  /** The value in words: shown at the end and read aloud. */
  text?: string
}

/** Slider chooses a number between two ends. */
export function Slider(props: SliderProps) {
  const id = createUniqueId()
  const part = () => (props.max > props.min ? (props.value - props.min) / (props.max - props.min) : 0)
  return (
    <div class={styles.slider}>
      <label for={id}>{props.label}</label>
      <output class={styles.value} for={id} aria-live="off">
        {props.text ?? props.value}
      </output>
      <input
        id={id}
        class={styles.range}
        type="range"
        min={props.min}
        max={props.max}
        step={props.step ?? 1}
        value={props.value}
        aria-valuetext={props.text}
        style={{ '--part': `${part() * 100}%` }}
        onInput={(e) => props.onInput(e.currentTarget.valueAsNumber)}
      />
    </div>
  )
}
