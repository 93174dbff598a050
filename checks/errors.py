"""What can be wrong with a request about checks, or with the checks themselves."""


class ChecksError(Exception):
    """Something about the checks or profiles themselves is wrong: an unknown id, a bad profile.

    ``template`` and ``values``: the sentence with places for values, so that another language can say it.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template, self.values = template, values
        super().__init__(template.format(**values) if values else template)
