import { tl } from '@mtcute/web'
import { ApiError, type Failure } from '../api/client'

/** What the page is told of an error. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) {
    return { code: error.code, text: error.text, ...(error.seconds === undefined ? {} : { seconds: error.seconds }) }
  }
  if (error instanceof tl.RpcError) {
    const seconds = 'seconds' in error && typeof error.seconds === 'number' ? error.seconds : undefined
    return {
      code: error.code,
      text: error.text.replace(/_%d/g, '').replace(/%d/g, ''),
      ...(seconds === undefined ? {} : { seconds }),
    }
  }
  return { code: 0, text: error instanceof Error ? error.name : 'UNKNOWN' }
}
