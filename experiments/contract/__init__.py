"""The contract: what every rule and measure must hold, whoever wrote it, checked on odd worlds."""
