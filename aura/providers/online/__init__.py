"""Providers that are asked over the network, in the manner of OpenAI's interface; none is needed."""
