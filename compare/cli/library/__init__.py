"""The commands of the library, with what they take and how they answer."""
