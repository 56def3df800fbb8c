/** Two of the team, as the console's desk knows them. */
export const coordinator = { id: 'a', name: 'Coordinadora' };
export const colleague = { id: 'e', name: 'Colega' };
