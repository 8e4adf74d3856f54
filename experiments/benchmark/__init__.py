"""What runs cost in every way to make them, from ordinary Mesa to the engine."""
