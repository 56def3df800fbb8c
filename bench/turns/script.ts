/** One conversation of five messages, and by which words of the reply each is known to be answered rightly. */
export interface Line {
  says: string;
  hears: string;
}

/** To a service in Brussels, by words alone: everything is understood, nothing is tapped. */
export const OURS: readonly Line[] = [
  { says: 'hola', hears: '¿Puedes escribir ahora con calma' },
  { says: 'si', hears: '¿Qué quieres ver primero?' },
  { says: 'vivienda', hears: '¿Qué se parece más a lo que buscas?' },
  { says: '2', hears: '¿En qué parte de Bélgica' },
  { says: 'Bruselas', hears: '¿Qué prefieres ahora?' },
];

export const WATERFALL: readonly Line[] = [
  { says: 'hola', hears: '¿Puedes escribir ahora con calma?' },
  { says: 'si', hears: '¿Qué quieres ver primero?' },
  { says: 'vivienda', hears: '¿Qué se parece más a lo que buscas?' },
  { says: 'pronto', hears: '¿En qué parte de Bélgica?' },
  { says: 'Bruselas', hears: 'Esto puede servir' },
];

export const ECHO: readonly Line[] = OURS.map(({ says }) => ({ says, hears: `Echo: ${says}` }));
