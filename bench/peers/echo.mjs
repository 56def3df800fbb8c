/** (a) The echo bot of the samples. */
import { ActivityHandler, MessageFactory } from 'botbuilder';
import { serve } from './common.mjs';

class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      await context.sendActivity(MessageFactory.text(`Echo: ${context.activity.text}`));
      await next();
    });
  }
}

await serve(new EchoBot());
