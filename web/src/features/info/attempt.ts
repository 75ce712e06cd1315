import { errorText } from '../../lang/errors'
import { toast } from '../../ui/Toast'

/** Does something and says so when it fails; undefined: it did. */
export async function attempt<T>(doing: Promise<T>): Promise<T | undefined> {
  try {
    return await doing
  } catch (error) {
    toast({ text: errorText(error), icon: 'failed' })
    return undefined
  }
}

/** As attempt, of what has nothing to answer: whether it went well. */
export async function succeeded(doing: Promise<unknown>): Promise<boolean> {
  try {
    await doing
    return true
  } catch (error) {
    toast({ text: errorText(error), icon: 'failed' })
    return false
  }
}
