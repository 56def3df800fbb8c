import {
  type Activity,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder-core';

/**
 * A Bot Framework adapter whose turns send nothing: what a turn says is collected and leaves only after the commit.
 * Middleware, `TestAdapter` and transcripts of that ecosystem work unmodified on top of it.
 */
export class CollectingAdapter extends BotAdapter {
  /** @returns what the turn sent, in order */
  async collect(
    activity: Partial<Activity>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<Partial<Activity>[]> {
    const context = new TurnContext(this, activity);
    const sent: Partial<Activity>[] = [];
    context.turnState.set(COLLECTED, sent);
    await this.runMiddleware(context, logic);
    return sent;
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const sent = context.turnState.get<Partial<Activity>[]>(COLLECTED) ?? [];
    sent.push(...activities);
    return activities.map((activity) => ({ id: activity.id ?? '' }));
  }

  /** A message once sent stays as it is: her phone keeps it anyway. */
  override async updateActivity(): Promise<void> {}

  override async deleteActivity(): Promise<void> {}

  /** Nothing is sent first: there is no turn without her message. */
  override async continueConversation(_reference: Partial<ConversationReference>): Promise<void> {}
}

const COLLECTED = Symbol('collected');
