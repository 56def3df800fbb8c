import { useState } from 'preact/hooks';
import { Sheet } from './sheet.js';

const PLACES = {
  Brussels: [50.8466, 4.3528],
  Antwerp: [51.2194, 4.4025],
  Liège: [50.6326, 5.5797],
  Eupen: [50.6281, 6.0366],
  Paris: [48.8566, 2.3522],
} as const;
type Place = keyof typeof PLACES;

const kindOf = (type: string): string =>
  ['image', 'audio', 'video'].find((kind) => type.startsWith(`${kind}/`)) ?? 'document';

/** Everything but words: a file, a place, and kinds that the service cannot read. */
export function AttachSheet({
  onPost,
  onFile,
  onClose,
}: {
  onPost: (message: object) => void;
  onFile: (kind: string, file: Blob) => void;
  onClose: () => void;
}) {
  const [place, setPlace] = useState<Place>('Brussels');
  const send = (message: object) => {
    onPost(message);
    onClose();
  };
  const [latitude, longitude] = PLACES[place];
  return (
    <Sheet title="Send something else" onClose={onClose}>
      <label>
        A photo, film, recording or file
        <input
          type="file"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) onFile(kindOf(file.type), file);
            onClose();
          }}
        />
      </label>
      <div class="line">
        <label>
          A place{' '}
          <select value={place} onChange={({ currentTarget }) => setPlace(currentTarget.value as Place)}>
            {Object.keys(PLACES).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => send({ type: 'location', latitude, longitude })}>
          Send the place
        </button>
      </div>
      <div class="line">
        {['contacts', 'sticker', 'unsupported'].map((type) => (
          <button key={type} type="button" onClick={() => send({ type })}>
            {type}
          </button>
        ))}
      </div>
    </Sheet>
  );
}
