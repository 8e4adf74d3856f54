"""Why a run went as it did: its decisions taken apart, draws forced the other way, twins under the same luck, turning points."""
