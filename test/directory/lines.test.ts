import { describe, expect, test } from '@jest/globals';
import { DANGERS, NEEDS, REGIONS } from '../../dialogs/terms.js';
import { data, directory, NIGHT, WORKING_HOUR } from './support.js';

const BRUSSELS = { place: { region: 'brussels' }, language: 'es' } as const;

describe('lines open now', () => {
  test('by day a violence line of her region comes first, the emergency numbers last', () => {
    const lines = directory.openLines({ need: 'violence', danger: 'none', at: WORKING_HOUR, ...BRUSSELS });
    expect(lines[0]).toBe('ecoute-violences-conjugales');
    expect(lines.slice(-2)).toEqual(['101-police', '112-ambulance-fire']);
  });

  test('in danger the emergency numbers come first', () => {
    const lines = directory.openLines({ need: 'violence', danger: 'immediate', at: NIGHT, ...BRUSSELS });
    expect(lines.slice(0, 2)).toEqual(['101-police', '112-ambulance-fire']);
  });

  test('with thoughts of suicide both suicide lines and 112, in every region', () => {
    const lines = REGIONS.map((region) =>
      directory.openLines({ danger: 'suicide', language: 'es', at: NIGHT, place: { region } }),
    );
    for (const named of lines)
      expect(named.slice(0, 3)).toEqual(['112-ambulance-fire', 'centre-prevention-suicide', 'zelfmoordlijn-1813']);
  });

  test('at night, for any need, somebody who listens and the emergency numbers', () => {
    const lines = directory.openLines({ need: 'work', danger: 'none', at: NIGHT, ...BRUSSELS });
    expect(lines).toContain('tele-accueil-107');
    expect(lines).toContain('112-ambulance-fire');
  });

  test('never a line that is closed, never one for children, and never none', () => {
    const all = REGIONS.flatMap((region) =>
      NEEDS.flatMap((need) =>
        DANGERS.map((danger) => directory.openLines({ need, danger, language: 'pt', at: NIGHT, place: { region } })),
      ),
    );
    const open = new Set(all.flat());
    expect(all.every((lines) => lines.length >= 2 && lines.length <= 6)).toBe(true);
    expect([...open].filter((id) => directory.card(id, 'pt', NIGHT)?.open !== 'open')).toEqual([]);
    expect(
      [...open].filter((id) => data.services.find((one) => one.id === id)?.audience?.includes('young-people')),
    ).toEqual([]);
  });
});
