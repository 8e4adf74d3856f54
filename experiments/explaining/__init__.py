"""Why a run went as it did: draws forced the other way, the same luck under another policy, forks, turning points."""
