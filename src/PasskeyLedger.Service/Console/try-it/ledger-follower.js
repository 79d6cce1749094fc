// Follows one user's stream: asks again every second and a half while the page is seen, and at once when told to.

const interval = 1500;
const longestInterval = 15000;

export class LedgerFollower {
  #read;
  #onSlice;
  #onState;
  #round = 0;
  #abort = new AbortController();
  #timer;
  #reading = false;
  #again = false;
  #failures = 0;
  #token;
  #version = 0;
  #fresh = true;

  /**
   * @param read `(token, after, signal) => { stream, version, events }`
   * @param onSlice `(slice, { fresh })`; `fresh`: the stream is read from its start, forget what was shown
   * @param onState `(error)`: undefined while reading works
   */
  constructor(read, onSlice, onState) {
    this.#read = read;
    this.#onSlice = onSlice;
    this.#onState = onState;
    document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(this.#timer) : this.nudge()));
  }

  /** Follows the stream of this token's user, from its start. */
  follow(token) {
    this.stop();
    this.#abort = new AbortController();
    this.#token = token;
    this.#startOver();
    this.#failures = 0;
    this.nudge();
  }

  stop() {
    this.#round++;
    this.#abort.abort();
    clearTimeout(this.#timer);
    this.#token = undefined;
    this.#reading = false;
  }

  /** Reads now. */
  nudge() {
    if (!this.#token) return;
    clearTimeout(this.#timer);
    if (this.#reading) this.#again = true;
    else this.#turn();
  }

  async #turn() {
    const round = this.#round;
    this.#reading = true;
    this.#again = false;
    let more = false;
    try {
      const slice = await this.#read(this.#token, this.#version, this.#abort.signal);
      if (round !== this.#round) return;
      more = this.#take(slice);
      this.#failures = 0;
      this.#onState(undefined);
    } catch (error) {
      if (round !== this.#round) return;
      this.#failures++;
      this.#onState(error);
      // A token that is not accepted now will not be later.
      if (error.name === "NotAuthorizedException") return this.stop();
    }
    this.#reading = false;
    if (more || this.#again) this.#turn();
    else if (!document.hidden) {
      const wait = Math.min(interval * 2 ** this.#failures, longestInterval);
      this.#timer = setTimeout(() => this.#turn(), wait);
    }
  }

  /** Says whether there is more to read right away. */
  #take(slice) {
    // A stream never gets shorter: this is another database than before.
    if (slice.version < this.#version) {
      this.#startOver();
      return true;
    }
    const events = slice.events.filter((event) => event.version > this.#version);
    this.#onSlice({ ...slice, events }, { fresh: this.#fresh });
    this.#fresh = false;
    if (events.length > 0) this.#version = events.at(-1).version;
    return events.length > 0 && this.#version < slice.version;
  }

  #startOver() {
    this.#version = 0;
    this.#fresh = true;
  }
}
