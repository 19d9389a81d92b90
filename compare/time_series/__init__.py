"""Results of many events over time: who raised what when, silences, and wording."""
