"""The claim "left out": its features, its models, its decision and its reasons."""
