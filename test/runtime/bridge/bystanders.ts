import { HttpSession, textIn } from "./http-session.ts";

export interface Bystanders {
  /** Ends them; gives what they saw. */
  stop(): Promise<{ readonly calls: number; readonly errors: readonly string[] }>;
}

/** Sessions that do nothing but call, while another one goes wrong. Each answer must be the one to its own call. */
export async function startBystanders(url: string, count = 4): Promise<Bystanders> {
  const sessions = await Promise.all(Array.from({ length: count }, () => HttpSession.open(url)));
  const errors: string[] = [];
  let calls = 0;
  let running = true;
  const loops = sessions.map(async (session, index) => {
    while (running) {
      const text = `bystander ${index} call ${calls}`;
      try {
        const answer = await session.call("echo", { text });
        if (answer.status !== 200 || textIn(answer) !== text) errors.push(`${answer.status} ${answer.text.slice(0, 200)}`);
      } catch (error) {
        errors.push(String(error));
      }
      calls += 1;
    }
    await session.delete();
  });
  return {
    async stop() {
      // Nothing is learned from those who hardly called.
      while (calls < 50 && errors.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      running = false;
      await Promise.all(loops);
      return { calls, errors };
    },
  };
}
