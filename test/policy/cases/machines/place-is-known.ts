import { linuxMachine } from "../../fixtures";
import { type RuleCases, withProperty } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-VM-022",
  compliant: [
    [linuxMachine()],
    withProperty(
      withProperty([linuxMachine()], "web", "zones", undefined),
      "web",
      "availabilitySet",
      { id: "/subscriptions/s/availabilitySets/set" },
    ),
    withProperty([linuxMachine()], "web", "zones", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
  ],
  parameters: { required: true },
  failing: [
    {
      title: "no place",
      change: (program) => withProperty(program, "web", "zones", undefined),
      messages: [
        'zones: The machine stands in no zone, availability set or scale set, so nothing keeps its updates apart from those of its neighbours. Set zones, for example ["1"], or availabilitySet.',
      ],
    },
    {
      title: "an empty list of zones",
      change: (program) => withProperty(program, "web", "zones", []),
      messages: [
        'zones: The machine stands in no zone, availability set or scale set, so nothing keeps its updates apart from those of its neighbours. Set zones, for example ["1"], or availabilitySet.',
      ],
    },
  ],
  unknown: [{ resource: "web", property: "zones[0]" }],
};
