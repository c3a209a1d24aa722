import { PassThrough, Transform } from 'node:stream';

/** Tells whether the whole body of a message has been handed to the connection. */
export interface BodyWatch {
  left: boolean;
}

/** Passes a message through and notes when its end has been read: only then can the closing dot have been sent. */
export function watchBody(watch: BodyWatch): Transform {
  const through = new PassThrough();
  through.once('end', () => {
    watch.left = true;
  });
  return through;
}
