let context: AudioContext | undefined
let last = 0

/** Notes of the sound: when it begins, in seconds, and how high it is, in hertz. */
const notes = [
  [0, 880],
  [0.09, 1320],
] as const

/** playNotice makes the sound of a notification; several within a second are one. */
export function playNotice(): void {
  if (performance.now() - last < 1000 && last !== 0) return
  last = performance.now()
  context ??= new AudioContext()
  const { currentTime, destination } = context
  for (const [at, pitch] of notes) {
    const tone = context.createOscillator()
    const gain = context.createGain()
    tone.type = 'sine'
    tone.frequency.value = pitch
    gain.gain.setValueAtTime(0, currentTime + at)
    gain.gain.linearRampToValueAtTime(0.14, currentTime + at + 0.012)
    gain.gain.exponentialRampToValueAtTime(0.001, currentTime + at + 0.32)
    tone.connect(gain).connect(destination)
    tone.start(currentTime + at)
    tone.stop(currentTime + at + 0.34)
  }
  // Before the first press on the page browsers keep it quiet.
  if (context.state === 'suspended') void context.resume().catch(() => {})
}
