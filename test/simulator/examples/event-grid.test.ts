import { callerOf, newAzure, newGroup } from "../caller";
import { Replay } from "./replay";

describe("official examples of Microsoft.EventGrid", () => {
  it("are answered", async () => {
    const owner = callerOf(newAzure(), "Owner");
    const group = await newGroup(owner);
    const replay = new Replay(owner, "Microsoft.EventGrid", "event-grid");
    const topic = `${group}/providers/Microsoft.EventGrid/systemTopics/exampleSystemTopic1`;
    await replay.send("SystemTopics_CreateOrUpdate", topic, {
      properties: {
        source: `${group}/providers/microsoft.storage/storageaccounts/pubstgrunnerb71cd29e`,
        topicType: "microsoft.storage.storageaccounts",
      },
      location: "westus2",
      tags: { tag1: "value1", tag2: "value2" },
    });
    await replay.send(
      "SystemTopicEventSubscriptions_CreateOrUpdate",
      `${topic}/eventSubscriptions/exampleEventSubscriptionName1`,
      {
        properties: {
          destination: {
            endpointType: "WebHook",
            properties: { endpointUrl: "https://requestb.in/15ksip71" },
          },
          filter: {
            isSubjectCaseSensitive: false,
            subjectBeginsWith: "ExamplePrefix",
            subjectEndsWith: "ExampleSuffix",
          },
        },
      },
    );
    replay.end();
  });
});
