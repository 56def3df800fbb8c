import type { Activity } from 'botbuilder';

export type Actions = NonNullable<Activity['suggestedActions']>['actions'];

/** Choices as clients of Bot Framework take them: pressing one says and shows its title, and brings its value back. */
export const toMessageBacks = (actions: Actions): Actions =>
  actions.map(({ title, value }) => ({ type: 'messageBack', title, text: title, displayText: title, value }));
